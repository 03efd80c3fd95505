import Glibc

/// Name and connection.
extension Conversation {
  func resolve(_ lookup: Lookup, _ now: Moment) -> Bool {
    switch lookup.result {
    case nil: return true
    case .failed(let code, let text):
      timeline.note(.here, "\(check.host): \(text)")
      finish(.noAddress(code, text))
      return false
    case .addresses(let addresses):
      let isNumeric = addresses.count == 1 && addresses[0].text == check.host
      if !isNumeric {
        evidence.timings.dns = Moment.now - stageStart
        let found = addresses.map(\.text).joined(separator: ", ")
        timeline.note(.here, "\(check.host) is \(found)")
      }
      evidence.addressCount = addresses.count
      enter(.tcp, for: check.deadlines.connect)
      phase = .connecting(
        Dialing(addresses, now: stageStart, time: stageDeadline - stageStart) { [unowned self] in
          timeline.note(.client, "connects to \($0) port \(check.port)")
        })
      return false
    }
  }

  func connect(_ dialing: Dialing) -> Bool {
    let progress = dialing.advance(now: Moment.now)
    for failure in dialing.failures.dropFirst(evidence.dialFailures.count) {
      timeline.note(.here, "\(failure.address): \(SystemText.of(failure.code))")
    }
    evidence.dialFailures = dialing.failures
    switch progress {
    case .waiting:
      evidence.address = dialing.lastAddress
      deadline = min(stageDeadline, dialing.nextStart ?? stageDeadline)
      return true
    case .failed:
      // Of several reasons the one that tells most: a machine that refuses is there.
      let code = dialing.failures.min { Self.rank($0.code) < Self.rank($1.code) }
      evidence.address = code?.address ?? evidence.address
      finish(.system(code?.code ?? ECONNREFUSED))
      return false
    case .connected(let descriptor, let address):
      socket = descriptor
      evidence.address = address.text
      timeline.note(.server, "accepts the connection")
      converse(on: SocketStream(descriptor))
      return false
    }
  }

  private static func rank(_ code: Int32) -> Int {
    switch code {
    // The address was not tried, whatever the others said.
    case _ where LocalLimit.causes(code): -1
    case ECONNREFUSED: 0
    case ECONNRESET: 1
    case ETIMEDOUT: 2
    default: 3
    }
  }

  /// Waits for the jump host to connect.
  func forward(_ stream: ForwardedStream) -> Bool {
    if !isForwardingNoted {
      isForwardingNoted = true
      timeline.note(.client, "asks for a connection to \(check.host) port \(check.port)")
    }
    switch stream.open() {
    case .wouldBlock: return true
    case .failed(let failure):
      guard let outer, failure.code == SessionFailure.channelRefused else {
        finish(.failed(failure))
        return false
      }
      let refusal = outer.session?.context.memory.openFailure
      timeline.note(.server, "does not connect: \(refusal?.description ?? failure.message)")
      finish(.notForwarded(refusal))
      return false
    case .done:
      timeline.note(.server, "has connected")
      converse(on: stream)
      return false
    }
  }

  /// Begins to speak SSH on the connection that stands.
  private func converse(on stream: any ByteStream) {
    evidence.timings.tcp = Moment.now - stageStart
    enter(.banner, for: check.deadlines.connect)
    do throws(VerifierError) {
      let session = try Session(tap: SocketTap(stream))
      session.preferHostKeyAlgorithms(hostKeyAlgorithms)
      self.session = session
      phase = .handshaking
    } catch {
      finish(.failed(SessionFailure(code: 0, message: error.reason)))
    }
  }
}
