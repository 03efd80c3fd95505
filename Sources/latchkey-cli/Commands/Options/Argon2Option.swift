import ArgumentParser
import LatchkeyFormats

/// What `--argon2` names: `flavour=argon2id,memory=8192,passes=21,parallelism=1`, in any order;
/// what is missing keeps its default.
struct Argon2Option: ExpressibleByArgument {
  var parameters = Argon2Parameters.puttyDefault

  init?(argument: String) {
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { return nil }
      switch (pair[0], Int(pair[1])) {
      case ("flavour", nil):
        let flavours = Argon2Parameters.Flavour.allCases
        guard
          let flavour = flavours.first(where: { $0.rawValue.lowercased() == pair[1].lowercased() })
        else { return nil }
        parameters.flavour = flavour
      case ("memory", let value?) where value > 0: parameters.memory = value
      case ("passes", let value?) where value > 0: parameters.passes = value
      case ("parallelism", let value?) where value > 0: parameters.parallelism = value
      default: return nil
      }
    }
  }
}
