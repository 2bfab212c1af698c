import type { Location } from "../xml/location.js";
import type { Tokenizer } from "../xml/tokenizer.js";
import type { XmlError } from "../xml/xml-error.js";
import type { Issue, IssueCode, PathStep } from "./issue.js";
import type { Violation } from "./violation.js";

/** Thrown when there are as many issues as asked for; the decoder and the validator catch it. */
export class EnoughIssues extends Error {}

/** An issue whose line and column are not known yet. */
interface PendingIssue {
  code: IssueCode;
  severity: Issue["severity"];
  message: string;
  danish: string;
  path: readonly PathStep[];
  rule: string;
  /** Byte offset, or -1 for none. */
  offset: number;
  /** What was missing, so that it can be taken back when it turns up in the wrong place. */
  subject: object | undefined;
}

/** Finds line and column of a byte offset; quickest when asked in ascending order. */
export interface Places {
  locate(offset: number): Location;
  /** What ascends with the places that are found, where the offset itself does not. */
  originOf?(offset: number): number;
}

/** Collects what is wrong, with the path to where the decoder or validator is. Lines are only counted when all is over. */
export class IssueCollector {
  /** Path to the value being looked at; whoever goes down pushes, and pops on the way back. */
  readonly path: PathStep[] = [];
  private readonly pending: PendingIssue[] = [];
  private readonly maximum: number;

  constructor(maximum: number) {
    this.maximum = maximum;
  }

  get count(): number {
    return this.pending.length;
  }

  /**
   * @param step appended to the path
   * @throws EnoughIssues
   */
  add(
    violation: Violation,
    offset: number,
    step?: PathStep,
    severity: Issue["severity"] = "error",
    subject?: object,
  ): void {
    const { code, rule, message, danish } = violation;
    const path = step === undefined || step === "" ? [...this.path] : [...this.path, step];
    this.pending.push({ code, severity, message, danish, path, rule, offset, subject });
    if (this.pending.length >= this.maximum) throw new EnoughIssues();
  }

  /** Puts another violation in place of the one about a missing subject, among those added since. False when there is none. */
  replace(since: number, subject: object, violation: Violation, offset: number): boolean {
    for (let index = since; index < this.pending.length; index++) {
      const issue = this.pending[index]!;
      if (issue.subject !== subject) continue;
      const { code, rule, message, danish } = violation;
      Object.assign(issue, { code, rule, message, danish, offset, subject: undefined });
      return true;
    }
    return false;
  }

  /** The issues, with lines and columns when there is a message to count them in. */
  take(locator: Places | undefined): Issue[] {
    const places = new Map<PendingIssue, Location>();
    if (locator !== undefined) {
      const originOf = (issue: PendingIssue): number => locator.originOf?.(issue.offset) ?? issue.offset;
      const ascending = this.pending
        .filter(({ offset }) => offset >= 0)
        .sort((left, right) => originOf(left) - originOf(right));
      for (const issue of ascending) places.set(issue, locator.locate(issue.offset));
    }
    return this.pending.splice(0).map((issue) => {
      const { code, severity, message, danish, path, rule } = issue;
      return { code, severity, message, danish, path, ...places.get(issue), rule };
    });
  }
}

/**
 * What the tokenizer threw, as an issue of the message it has loaded.
 *
 * @param places where that is not the message that came
 */
export function xmlIssue(tokenizer: Tokenizer, error: XmlError, places: Places = tokenizer.locator()): Issue {
  const { code, message, danish, rule, offset } = error;
  return { code, severity: "error", message, danish, path: [], ...places.locate(offset), rule };
}
