/// What the host's shell is told (POSIX sh, through its standard input, whatever the user's own shell
/// is). The first part reads the file, the second replaces it and waits to be told to keep that.
struct RemoteScript {
  /// What no file holds by chance; it marks what the script itself says.
  let mark: String
  /// The file, or nil for the user's own.
  let path: String?
  /// For how long the host waits, in seconds.
  let patience: Int

  /// The command that reads the script.
  static let command = "exec sh"

  /// Reads the file.
  var reading: [UInt8] {
    Array(
      """
      LC_ALL=C; export LC_ALL; trap '' PIPE
      f=\(path.map(Self.quoted) ?? "\"$HOME\"/.ssh/authorized_keys")
      fail() { echo; echo "\(mark) failed $1"; rm -f "$n" "$b"; exit 1; }
      n=; b=
      if [ -L "$f" ]; then f=$(readlink -f "$f") || fail "the link $f leads nowhere"; fi
      [ -f "$f" ] || fail "there is no file $f"
      [ -r "$f" ] && [ -w "$f" ] || fail "$f cannot be read and written by $(id -un)"
      was=$(cksum <"$f") || fail "$f cannot be read"
      echo "\(mark) file"; cat "$f" || fail "$f cannot be read"; echo; echo "\(mark) end"

      """.utf8)
  }

  /// Replaces the file, and waits.
  ///
  /// What replaces is one compound command, so that the shell has read it to its end before it runs
  /// any of it, and what comes later is there for `read`. A process beside it takes the change back
  /// should the shell be killed, and never before it was made; whoever moves or removes the backup first
  /// has decided. When it is told to end, so does its `sleep`: nothing stays on the host.
  func replacing(with content: [UInt8]) -> [UInt8] {
    Array(
      """
      n="$f.latchkey-$$.new"; b="$f.latchkey-$$.old"
      cp -p "$f" "$b" && cp -p "$f" "$n" || fail "$f cannot be copied beside itself"
      cat >"$n" <<'\(mark)' || fail "$n cannot be written"

      """.utf8) + content
      + Array(
        """
        \(mark)
        back() { [ ! -e "$b" ] || mv -f "$b" "$f"; echo "\(mark) restored"; }
        {
          [ "$(wc -c <"$n" | tr -d ' ')" = \(content.count) ] || fail "$n was not written in full"
          [ "$(cksum <"$f")" = "$was" ] || fail "$f was changed by somebody else at the same time"
          trap 'back; exit 1' HUP INT TERM
          ( exec >/dev/null 2>&1 </dev/null; trap '' HUP
            sleep \(patience) & s=$!; trap 'kill $s; exit' TERM
            wait $s && [ ! -e "$n" ] && mv -f "$b" "$f" ) & w=$!
          trap 'kill $w' EXIT
          mv -f "$n" "$f" || fail "$f cannot be replaced"
          echo "\(mark) applied"
          if IFS= read -r answer && [ "$answer" = keep ] && rm "$b"; then
            echo "\(mark) kept"
          else
            back
          fi
          exit 0
        }

        """.utf8)
  }

  /// What ends the wait: the change stays.
  static let keep = Array("keep\n".utf8)
  /// What ends the wait: the change is taken back, as without any answer.
  static let takeBack = Array("back\n".utf8)
  /// What ends the script before anything was changed.
  static let leave = Array("exit 0\n".utf8)

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
