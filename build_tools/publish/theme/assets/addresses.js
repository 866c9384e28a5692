/* The published addresses: a build puts them here; MkDocs alone knows none. */
planAddresses("");
