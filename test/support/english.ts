/** Words of English texts that no Danish text has. */
export const ENGLISH =
  /(?<![\p{L}-])(the|is|of|no|not|and|there|with|was|were|it|its|than|that|this|which|be|are|an|by|must|only|cannot|does|write|check|letter|character|digits)(?![\p{L}-])/iu;
