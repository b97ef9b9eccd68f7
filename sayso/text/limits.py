"""How much the loaders take on, and why; beyond it a document is refused by name of the limit."""

MAX_ORIGINAL = 50_000_000  # bytes: the largest report with pictures fits; a disk image or a dump of zeros does not
MAX_TEXT = 10_000_000  # characters: twenty novels; beyond that it is no document
MAX_MARKUP = 20_000_000  # bytes of HTML or XML that are parsed at once: a tree takes about ten times as much memory
MAX_DEPTH = 250  # tags inside tags: the parser drops what is deeper; real pages stay under 100
MAX_ELEMENTS = 40_000  # tags of a page given to the article extractor: above that it takes many seconds
MAX_COMPARED = 3_000  # tags of a page up to which the extractor compares several methods: one of them is quadratic
MAX_MEMBERS = 5_000  # files inside a .docx: real ones have under a hundred, with many pictures some hundreds
MAX_RATIO = 200  # unpacked to packed: XML packs to a twentieth or a fiftieth, a zip bomb to a thousandth
MAX_PAGES = 3_000  # of a PDF: a long inquiry report has a thousand
MAX_PDF_SECONDS = 120.0  # of CPU for one PDF, looked at between pages: damaged ones can take for ever
MAX_PAGE_STREAM = 8_000_000  # bytes of one PDF page's drawing commands, unpacked: they take two seconds a million
MAX_MESSAGE_PARTS = 1_000  # of an e-mail: attachments in attachments
