extension KeyFile {
  /// What a careful reader should know of the file itself: it is about the first key.
  public var warnings: [String] {
    // Before a comment, or the text around a key, the mark is in nobody's way.
    guard hasByteOrderMark, entries.first?.line == 1 else { return [] }
    return [
      "a byte order mark stands before this key, so that ssh, sshd and PuTTY do not see it: save "
        + "the file without one"
    ]
  }
}
