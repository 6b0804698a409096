import { type Clue, FACTS } from '../clue.js'
import { saysReference } from '../reading.js'
import { sign, step } from '../sign.js'

// Most: it decides which of two words or sentences fits the schema.
const MOST_KEYS = 0.5
const HOUSE_STYLE = 0.7
const TOLD_EXACT_SHARE = 0.6

/** The schema's own habits: how often columns of this form are references here. */
export const style: Clue = {
  name: 'style',
  unlessKeyName: true,
  shared: {
    of: [FACTS.strength, FACTS.convention, FACTS.form],
    signs: ({ proposal, strength }, { habits, nameIndex }) => {
      const said = saysReference(proposal.form) ? 'said' : 'unsaid'
      const regular = step(habits.exact.share, [0.25, 0.45, 0.6, 0.75, 0.88])
      const bare = step(habits.bare.share, [0.05, 0.15, 0.4, 0.7])
      const usual = step(habits.inForm(proposal.form).share, [0.05, 0.2, 0.5, 0.85])
      const sameKeyName = step(habits.sameKeyName.share, [0.1, 0.3, 0.6])
      return [
        sign(`style:${strength}/${proposal.form}/form-usual-${usual}`),
        sign(`style:${strength}/form-usual-${usual}`),
        ...(proposal.convention === 'same-key' ? [sign(`style:same-key/same-key-name-${sameKeyName}`)] : []),
        sign(`style:${strength}-${said}/regular`, habits.exact.share - 0.5),
        sign(`style:${strength}-${said}/regular-${regular}`),
        sign(`style:${strength}/seen`, Math.log1p(habits.exact.of * habits.exact.share) / 4),
        sign(`style:${strength}-${said}/${habits.spelling}`),
        sign(
          `style:${strength}-${said}/${habits.spelling}-${habits.numberIds.share > MOST_KEYS ? 'numbers' : 'texts'}`,
        ),
        sign(
          `style:${proposal.convention}/${habits.spelling}-${habits.numberIds.share > MOST_KEYS ? 'numbers' : 'texts'}`,
        ),
        ...(habits.spelling === 'plain' ? [sign('style:plain')] : []),
        sign(`style:${said}/size`, Math.log(nameIndex.tables.length) / 4),
        ...(said === 'unsaid' ? [sign(`style:${proposal.form}/bare-${bare}`)] : []),
        // Seen often and hardly ever otherwise: then it is the style of this schema.
        ...(said === 'unsaid' && habits.bare.share > HOUSE_STYLE
          ? [sign(`style:${strength}/bare-is-usual`, Math.log1p(habits.bare.of * habits.bare.share) / 4)]
          : []),
        ...(habits.exact.of === 0 ? [sign(`style:no-id-columns/${said}`)] : []),
      ]
    },
  },
  says: ({ strength }, { habits }) => {
    if (strength === 'bare')
      return `${Math.round(100 * habits.bare.share)} % of such columns here have no id word`
    return strength === 'exact' && habits.exact.share > TOLD_EXACT_SHARE
      ? 'most id columns of this schema are named after a table'
      : undefined
  },
}
