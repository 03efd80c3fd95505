// What Swift's Glibc leaves out: what the allocator has given out.
#ifndef LATCHKEY_CHEAP_H
#define LATCHKEY_CHEAP_H

#include <malloc.h>

#endif
