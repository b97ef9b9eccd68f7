"""Where bytes come from: files, folders, addresses, feeds, archives, mailboxes."""
