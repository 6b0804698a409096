// Singular and plural of English words. Other stages know no language.
import pluralize from 'pluralize'

// Words that `pluralize` cuts although they are singular, or bends although nobody does in a schema.
const SINGULAR_AS_THEY_ARE =
  /(?:us|ss|is|news|data|media)$|^(?:alias|atlas|bias|canvas|dns|gas|gps|has|http|https|lens|os|sms|sos|tls|was|yes)$/
// Plurals that lose their `s` and nothing else, where `pluralize` or the line above would do otherwise: `menu`, not
// "menus"; `cookie`, not "cooky"; `cache`, not "cach". A table `leaves` holds days off.
const ONLY_AN_S =
  /(?:menu|wiki|emoji|cookie|calorie|selfie|hoodie|brownie|rookie|newbie|cache|niche|tranche)s$|^(?:v?cpu|gpu|pdu|sku|guru|api|kpi|uri|taxi|leave)s$/
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['axes', 'axis'],
  ['biases', 'bias'],
  ['canvases', 'canvas'],
])
const WITHOUT_PLURAL =
  /^(?:history|info|information|usage|progress|feedback|data|metadata|media|staff|equipment|knowledge|analytics|custody|inventory|pricing|availability|telemetry|access)$/

/**
 * The singular of an English plural; any other word as it is, or without its last `s`.
 *
 * @example
 * singular('categories') // 'category'
 */
export const singular = (word: string): string => {
  if (ONLY_AN_S.test(word)) return word.slice(0, -1)
  return IRREGULAR.get(word) ?? (SINGULAR_AS_THEY_ARE.test(word) ? word : pluralize.singular(word))
}

/**
 * The plural as people write it in a schema: uncountable words stay.
 *
 * @example
 * plural('category') // 'categories'
 */
export const plural = (word: string): string => (WITHOUT_PLURAL.test(word) ? word : pluralize.plural(word))
