/// What a key file may ask of us. Every length and every cost that comes out of a file is held
/// against one of these before memory is taken or time is spent.
public enum FormatLimits {
  /// Bytes of one private key. An RSA key of 16384 bits, the largest that is read, takes 13 KiB in
  /// PEM; a mebibyte leaves room for text around it and is no burden.
  public static let keyFileSize = 1 << 20

  /// Bytes of a file with many keys. Sixteen mebibytes are 150,000 ed25519 lines: more than any
  /// `authorized_keys` that a server would go through at each log-in.
  public static let keyListSize = 16 << 20

  /// Lines of a file. The list above has a fifth of that; a file of nothing but line breaks would
  /// make more of them than it has bytes to show for.
  public static let lineCount = 1 << 20

  /// bcrypt rounds of an openssh-key-v1. ssh-keygen writes 24; 4096 take about a minute, and a file
  /// that asks for more is meant to keep its reader busy.
  public static let bcryptRounds = 4096

  /// PBKDF2 iterations. Today's advice is 600,000; ten million take some seconds.
  public static let pbkdf2Iterations = 10_000_000

  /// KiB of memory for Argon2. PuTTY writes 8192; a gibibyte is the most that a machine of today
  /// gives away without harm.
  public static let argon2Memory = 1 << 20

  /// Argon2 passes. PuTTY tunes them to about 21.
  public static let argon2Passes = 1000

  /// Argon2's memory (KiB) times its passes: 64 GiB are gone over in about a minute, which is what
  /// the bound on bcrypt allows as well.
  public static let argon2Work = 64 << 20

  /// Argon2 lanes, each of which is a thread. PuTTY writes 1.
  public static let argon2Parallelism = 64

  /// Bytes of memory for scrypt (128 · N · r), for the reason given for Argon2.
  public static let scryptMemory = 1 << 30

  /// scrypt's p, by which the time is multiplied. OpenSSL writes 1.
  public static let scryptParallelism = 64

  /// Bytes of memory for scrypt times p, for the same reason.
  public static let scryptWork = 16 << 30

  /// Bytes of a salt. All the writers that there are take 8 to 64.
  public static let saltLength = 1024

  /// Padding bytes after an openssh-key-v1's comment. The document asks for less than a cipher
  /// block; PuTTY has written a whole block too many.
  public static let opensshPadding = 255

  /// Warn of an openssh-key-v1 below this many rounds: ssh-keygen wrote 16 before it went to 24.
  public static let fewBcryptRounds = 16

  /// Warn of PBKDF2 below this many iterations: OpenSSL's default of 2048 dates from 1999.
  public static let fewPBKDF2Iterations = 100_000

  /// Warn of scrypt below this N · r · p: OpenSSL's own default, which RFC 7914 names for log-ins.
  public static let littleScryptWork = 16384 * 8

  /// Warn of Argon2 below this memory (KiB) times passes: five passes over 7 MiB are the least of
  /// OWASP's advice, and PuTTY's default is five times that.
  public static let littleArgon2Work = 7168 * 5

  /// Warn of RSA keys below this many bits, as NIST SP 800-131A disallows them.
  public static let shortRSA = 2048
}
