/** The methods that results name; each has a paragraph in German and English (`web/methods.*.json`). */
export const methodIds = [
  'nps_adjusted_wald', 'wilson', 'newcombe', 't_mean', 'welch', 'paired_t', 'wilcoxon', 'bh', 'holm',
  'raking', 'kish', 'unweighted', 'clustered', 'required_n', 'protection',
  'lmg', 'johnson', 'bootstrap', 'rank_probability', 'ipa', 'servqual', 'kano',
  'pls', 'equal_weight_index', 'alpha', 'decomposition',
  'cusum', 'ewma', 'shewhart', 'stl', 'change_point', 'fdr',
] as const;

export type MethodId = (typeof methodIds)[number];
