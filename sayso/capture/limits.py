"""How much capture takes in, and why: every source may be hostile, and a laptop has to survive all of them."""

MEGABYTE = 1_000_000

MOST_BYTES = (
    50 * MEGABYTE
)  # one original; the largest court files we met as PDF stay under it, and it fits in memory twice
MOST_PAGE_BYTES = 20 * MEGABYTE  # one answer of a server; a longer one is a film, an image of a disk, or never ends
MOST_FEED_BYTES = 10 * MEGABYTE  # a feed of a thousand full articles is about 8 MB
MOST_LOOSE_FEED_BYTES = MEGABYTE  # a feed that is not well-formed takes a slow parser, so less of it
MOST_ENTRIES = 500  # of one feed; publishers list 10 to 100

MOST_SECONDS = 30.0  # for one address with all its redirects, from the first packet to the last
MOST_CONNECT_SECONDS = 10.0  # for one connection, so that the next of a host's addresses still gets its turn
MOST_REDIRECTS = 5  # browsers allow 20; honest sites need 1 to 3
MOST_CONNECTIONS = 3  # addresses of one host that are tried

MOST_LINE = 65_536  # bytes of one header or mailbox line that are looked at together; servers stop at 8,192
MOST_HEADER_BYTES = 262_144  # all headers of one record in a web archive
MOST_EXPANSION = 50  # unpacked bytes for one packed byte; text packs to a tenth, a bomb to a thousandth
FREE_EXPANSION = 4 * MOST_BYTES  # small files may expand more than that: a page of one repeated line does

MOST_MEMBERS = 100_000  # of one zip archive
MOST_DIRECTORY_BYTES = 16 * MEGABYTE  # of a zip archive's list of members, which is read in one piece
MOST_DEPTH = 64  # folders inside folders
