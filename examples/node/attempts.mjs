// Which attempt at a course counts in the HRIS, and how the HRIS counts scores.

// Whether an attempt takes the place of another: a pass before a fail, then as the customer wants. What is first or last,
// the learner's clock says, not the order in which we hear of it.
export function outdoes(one, other, policy) {
  if (one.result !== other.result) return one.result === 'passed'
  if (policy.score_policy === 'best') return (one.score ?? 0) > (other.score ?? 0)
  const later = Date.parse(one.completed_at) > Date.parse(other.completed_at)
  return policy.score_policy === 'last' ? later : !later
}

// As the LMS has it, or on a scale to five with one decimal, rounded down: nobody passes by rounding.
export const scoreFor = (score, policy) =>
  score === null || policy.score_scale !== 'five' ? score : Math.floor(score / 2) / 10
