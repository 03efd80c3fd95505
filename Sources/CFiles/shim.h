// What Swift cannot say for itself about Linux files.
#ifndef LATCHKEY_CFILES_H
#define LATCHKEY_CFILES_H

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Renames a file where the new name is free, and fails with EEXIST where it is not; renameat2 is
/// GNU's, and hidden from Swift. The 1 is RENAME_NOREPLACE of <linux/fs.h>.
static inline int latchkey_rename_to_free_name(const char *from, const char *to) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1);
}

/// Whether a folder lies in memory; statfs is Linux's, and hidden from Swift.
static inline int latchkey_is_in_memory(const char *folder) {
  struct statfs status;
  if (statfs(folder, &status) != 0) return 0;
  return status.f_type == TMPFS_MAGIC || status.f_type == RAMFS_MAGIC;
}

#endif
