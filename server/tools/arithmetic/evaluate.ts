import type { Decimal } from 'decimal.js';
import { constants, Exact, functions, power } from './functions.ts';
import { readTokens, refused, type Token } from './read-tokens.ts';

const deepestNesting = 60;
/** What may stand behind a percent sign that is not a remainder: nothing, or a sign that begins no number. */
const afterPercent = new Set([undefined, ')', ',', '*', '/']);

/** Reads and computes in one go, by the usual order: powers before signs, signs before products, products before sums. */
class Evaluation {
  #next = 0;
  #depth = 0;

  constructor(readonly tokens: readonly Token[]) {}

  whole(): Decimal {
    const value = this.#sum();
    const left = this.tokens[this.#next];
    if (left) throw refused(`"${left.text}" is not expected at character ${left.at + 1}`);
    return value;
  }

  #takes(...signs: string[]): string | undefined {
    const token = this.tokens[this.#next];
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return undefined;
    this.#next += 1;
    return token.text;
  }

  #expects(sign: string): void {
    if (!this.#takes(sign)) throw refused(`"${sign}" is missing`);
  }

  #sum(): Decimal {
    let value = this.#product();
    for (let sign = this.#takes('+', '-'); sign; sign = this.#takes('+', '-')) {
      const right = this.#product();
      value = sign === '+' ? value.plus(right) : value.minus(right);
    }
    return value;
  }

  #product(): Decimal {
    let value = this.#signed();
    for (let sign = this.#takes('*', '/', '//', '%'); sign; sign = this.#takes('*', '/', '//', '%')) {
      if (sign === '%' && afterPercent.has(this.tokens[this.#next]?.text)) value = value.div(100);
      else value = this.#combine(value, sign);
    }
    return value;
  }

  #combine(left: Decimal, sign: string): Decimal {
    const next = this.tokens[this.#next]?.text;
    if (sign === '%' && (next === '+' || next === '-')) throw refused('put parentheses around what belongs to the "%"');
    const right = this.#signed();
    if (sign === '*') return left.times(right);
    if (right.isZero()) throw refused('nothing is divided by zero');
    if (sign === '/') return left.div(right);
    const quotient = left.div(right).floor();
    return sign === '//' ? quotient : left.minus(quotient.times(right));
  }

  /** Every way down leads through here, so depth is counted here. */
  #signed(): Decimal {
    this.#depth += 1;
    if (this.#depth > deepestNesting) throw refused(`it is nested deeper than ${deepestNesting} levels`);
    const sign = this.#takes('+', '-');
    const value = sign ? this.#signed() : this.#power();
    this.#depth -= 1;
    return sign === '-' ? value.neg() : value;
  }

  #power(): Decimal {
    const base = this.#single();
    return this.#takes('**', '^') ? power(base, this.#signed()) : base;
  }

  #single(): Decimal {
    if (this.#takes('(')) {
      const value = this.#sum();
      this.#expects(')');
      return value;
    }
    const token = this.tokens[this.#next];
    if (!token || token.kind === 'sign') throw refused(token ? `"${token.text}" is not expected at character ${token.at + 1}` : 'something is missing at its end');
    this.#next += 1;
    return token.kind === 'number' ? new Exact(token.text) : this.#named(token.text.toLowerCase());
  }

  #named(name: string): Decimal {
    const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
    if (constant) return constant();
    const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!known) throw refused(`there is no "${name}"; there are ${[...Object.keys(functions), 'pi', 'e'].join(', ')}`);
    this.#expects('(');
    const values = [this.#sum()];
    while (this.#takes(',')) values.push(this.#sum());
    this.#expects(')');
    if (values.length < known.fewest || values.length > known.most) throw refused(`${name} does not take ${values.length} numbers`);
    return known.compute(values);
  }
}

const shownDigits = 20;
const exactlyShownDigits = 300;

/** The value as text: exact where it has up to 300 digits, else, and where a root or a division was rounded, with 20 of them. */
function show(value: Decimal): string {
  if (value.isNaN()) throw refused('it has no real value');
  if (!value.isFinite()) throw refused('its value is too large');
  if (value.precision(true) <= shownDigits || (value.isInteger() && value.precision(true) <= exactlyShownDigits)) return value.toString();
  return value.toSignificantDigits(shownDigits).toString();
}

/** Works out an expression of numbers, `+ - * / // % **`, parentheses, functions and constants. @throws AppError invalid_request */
export function evaluate(expression: string): string {
  return show(new Evaluation(readTokens(expression)).whole());
}
