// What Swift cannot say for itself about Linux files.
#ifndef LATCHKEY_CFILES_H
#define LATCHKEY_CFILES_H

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Renames a file where the new name is free, and fails with EEXIST where it is not; renameat2 is
/// GNU's, and hidden from Swift. The 1 is RENAME_NOREPLACE of <linux/fs.h>.
static inline int latchkey_rename_to_free_name(const char *from, const char *to) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1);
}

#endif
