import Crypto

/// The codes printed on contacts, by which an answer finds back to its campaign, cell and unit.
///
/// `CAMPAIGN.SEGMENT.XXXXXXXX`: the last part is from SHA-256 of campaign, unit, offer and channel, in letters
/// and digits that cannot be mistaken for each other on paper (Crockford's base 32); as long as it must be
/// for all codes of the campaign to differ, at least 8.
enum KeyCodes {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// One code for each unit.
  static func codes(
    for members: [(unit: String, segment: String)], of plan: CampaignPlan
  ) -> [String] {
    let digests = members.map { member in
      digits(of: "\(plan.name)\u{0}\(member.unit)\u{0}\(plan.offer.name)\u{0}\(plan.channel.kind)")
    }
    var length = 8
    while length < 48, Set(digests.map { $0.prefix(length) }).count < Set(digests).count {
      length += 1
    }
    return zip(members, digests).map { member, digits in
      "\(plan.name).\(slug(member.segment)).\(String(digits.prefix(length)))"
    }
  }

  /// 48 base-32 digits of a text's SHA-256.
  private static func digits(of text: String) -> [Character] {
    var (bits, count, digits): (UInt32, Int, [Character]) = (0, 0, [])
    for byte in SHA256.hash(data: Array(text.utf8)) {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 5, digits.count < 48 {
        count -= 5
        digits.append(alphabet[Int(bits >> UInt32(count) & 31)])
      }
      bits &= 0xFF
    }
    return digits
  }

  /// A segment's name in capital letters, digits and hyphens.
  private static func slug(_ segment: String) -> String {
    let characters = segment.uppercased().map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
    }
    return characters.isEmpty ? "-" : String(characters)
  }
}
