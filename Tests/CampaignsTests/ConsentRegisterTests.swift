import Campaigns
import Commerce
import Testing

@Suite struct `A consent register` {
  private func event(
    _ day: Int32, _ status: ConsentEvent.Status, channel: String = "email",
    purpose: String = "marketing"
  ) -> ConsentEvent {
    ConsentEvent(
      customer: "A", channel: channel, purpose: purpose, status: status,
      time: Timestamp(Day(number: day), hour: 15))
  }

  private func standing(
    _ events: [ConsentEvent], asOf day: Int32, channel: Channel.Kind = .email
  ) -> ConsentRegister.Standing {
    ConsentRegister(events, asOf: Day(number: day), channel: channel, purpose: "marketing")
      .standing(of: "A")
  }

  @Test func `lets the latest statement up to the day decide`() {
    let events = [event(10, .granted), event(20, .withdrawn), event(30, .granted)]
    #expect(standing(events, asOf: 9) == .silent)
    #expect(standing(events, asOf: 10) == .granted)
    #expect(standing(events, asOf: 20) == .withdrawn)
    #expect(standing(events, asOf: 29) == .withdrawn)
    #expect(standing(events, asOf: 30) == .granted)
  }

  @Test func `does not depend on the order of the statements`() {
    let events = [event(30, .granted), event(10, .objected), event(20, .withdrawn)]
    #expect(standing(events, asOf: 25) == .withdrawn)
    #expect(standing(events.reversed(), asOf: 25) == .withdrawn)
  }

  @Test func `takes the stricter of two statements of one moment`() {
    #expect(standing([event(5, .granted), event(5, .objected)], asOf: 5) == .objected)
    #expect(standing([event(5, .objected), event(5, .granted)], asOf: 5) == .objected)
  }

  @Test func `counts an objection on any channel for all of them`() {
    let events = [event(1, .granted), event(2, .objected, channel: "post")]
    #expect(standing(events, asOf: 2) == .objected)
    // A grant on another channel does not lift it, one on this channel does.
    #expect(standing(events + [event(3, .granted, channel: "sms")], asOf: 3) == .objected)
    #expect(standing(events + [event(3, .granted)], asOf: 3) == .granted)
  }

  @Test func `knows statements about any channel and any purpose`() {
    #expect(standing([event(1, .granted, channel: "any")], asOf: 1) == .granted)
    #expect(standing([event(1, .objected, purpose: "any")], asOf: 1) == .objected)
    #expect(standing([event(1, .granted, purpose: "service")], asOf: 1) == .silent)
    #expect(standing([event(1, .withdrawn, channel: "post")], asOf: 1) == .silent)
  }

  @Test func `asks for a grant only where the channel needs one`() {
    let silent = ConsentRegister([], asOf: Day(number: 1), channel: .post, purpose: "marketing")
    #expect(silent.refusal(of: "A", under: Channel(.post).consent) == nil)
    #expect(silent.refusal(of: "A", under: Channel(.email).consent) == .noConsent)
  }
}
