// An object library needs a source; everything here is resources.
