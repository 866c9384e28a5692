// The shapes of what the desk's program sends and takes; no code.

/**
 * What is asked of the files: a decision, an emendation, a fact, or one of them taken back.
 * @typedef {{kind: "decision"|"emendation"|"fact"|"withdraw", choice?: string, excerpt?: string, hash?: string,
 *   code?: string, reason?: string, source?: string, reads?: string, name?: string, value?: string|string[],
 *   id?: string, line?: number}} Change
 */
/** @typedef {{choice: string, label: string, changes: Change, asks?: string[]}} Choice */
/**
 * @typedef {{id: string, code: string, says: string, explains: string, line: number|null,
 *   excerpt: string, weight: number, choices: Choice[]}} Doubt
 */
/**
 * @typedef {{id: string, anchor: string|null, kind: string, level: number, label: string, heading?: string,
 *   text: string, lines: [number, number], decided: string|null, rows?: string[][], header_rows?: number}} Item
 */
/**
 * @typedef {{name: string, label: string, value: string|string[]|null, from: string, line: number|null,
 *   excerpt: string, others: {value: string, line: number|null}[], kind?: string, choices?: string[]}} Fact
 */
/** @typedef {{id: string, line: number, text: string, rule: string, rule_says: string, keep: Change|null}} Dropped */
/** @typedef {{id: string, choice?: string, excerpt?: string, source?: string, reads?: string, reason: string, line: number|null, label?: string}} Decided */
/**
 * @typedef {{work: string, draft: boolean, verdict: string, title: string, undo: number, redo: number, undo_says?: string,
 *   redo_says?: string, facts: Fact[], doubts: Doubt[], outline: Item[], dropped: Dropped[], decisions: Decided[],
 *   emendations: Decided[], choices: {choice: string, label: string}[]}} State
 */
/** @typedef {{n: number, text: string, page?: number|null, box?: [number, number, number, number]|null}} SourceLine */
/** @typedef {{name: string, kind: "html"|"pages"|"lines", pages?: number, sizes?: [number, number][], lines: SourceLine[]}} SourceFile */
/**
 * What a change would do elsewhere.
 * @typedef {{outline: {was: Item|null, is: Item|null}[], facts: {name: string, label?: string, was?: unknown,
 *   is?: unknown}[], doubts: {gone: Doubt[], new: Doubt[]}, anchors: {lost: string[], new: string[],
 *   moved: [string, string][], changed?: string[]}, dropped?: {gone: {line: number, text: string}[], new: {line: number, text: string}[]},
 *   ms: number}} Effect
 */
export {};
