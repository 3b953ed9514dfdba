/** Ids AWS gives to what Peerless reads, found in sentences: `vpc-0a1b…`, `tgw-attach-…`. */
const IDS =
  /\b((?:vpc|pcx|rtb|subnet|tgw|tgw-attach|tgw-rtb|igw|eigw|nat|vgw|vpn|cgw|pl|vpce|eni|sg|acl)-[0-9a-f]{8,17})\b/;

/** The sentence in parts: text at even places, ids at odd ones. */
export const splitAtIds = (text: string): readonly string[] => text.split(IDS);

export const idsIn = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => splitAtIds(text).filter((_, i) => i % 2 === 1));
