import { Decimal } from 'decimal.js';
import { refused } from './read-tokens.ts';

/** Digits that sums and products keep; far more than their results usually have. */
const exactDigits = 400;
/** Digits of roots, logarithms, sines and powers that are not whole. */
const workingDigits = 50;
const maxExponent = 100_000;
/** Sines of larger numbers would need more digits of pi than are known here. */
const maxAngle = 1e15;

const limits = { maxE: maxExponent, minE: -maxExponent, toExpNeg: -30, toExpPos: exactDigits };
export const Exact = Decimal.clone({ precision: exactDigits, ...limits });
const Working = Decimal.clone({ precision: workingDigits, ...limits });

const approximate = (compute: (...values: Decimal[]) => Decimal) => (values: readonly Decimal[]) =>
  new Exact(compute(...values.map((value) => new Working(value))));

const ofAngle = (compute: (value: Decimal) => Decimal) =>
  approximate((value) => {
    if (value!.abs().gt(maxAngle)) throw refused('an angle is too large');
    return compute(value!);
  });

type MathFunction = { fewest: number; most: number; compute(values: readonly Decimal[]): Decimal };
const one = (compute: MathFunction['compute']): MathFunction => ({ fewest: 1, most: 1, compute });
const manyLimit = 100;

export const functions: Readonly<Record<string, MathFunction>> = {
  sqrt: one(approximate((x) => x!.sqrt())),
  cbrt: one(approximate((x) => x!.cbrt())),
  exp: one(approximate((x) => x!.exp())),
  ln: one(approximate((x) => x!.ln())),
  log: { fewest: 1, most: 2, compute: approximate((x, base) => (base ? x!.log(base) : x!.ln())) },
  log2: one(approximate((x) => x!.log(2))),
  log10: one(approximate((x) => x!.log(10))),
  sin: one(ofAngle((x) => x.sin())),
  cos: one(ofAngle((x) => x.cos())),
  tan: one(ofAngle((x) => x.tan())),
  asin: one(approximate((x) => x!.asin())),
  acos: one(approximate((x) => x!.acos())),
  atan: one(approximate((x) => x!.atan())),
  abs: one(([x]) => x!.abs()),
  floor: one(([x]) => x!.floor()),
  ceil: one(([x]) => x!.ceil()),
  round: {
    fewest: 1,
    most: 2,
    compute([x, places = new Exact(0)]) {
      if (!places.isInteger() || places.lt(0) || places.gt(workingDigits)) throw refused(`round takes 0 to ${workingDigits} places`);
      return x!.toDecimalPlaces(places.toNumber());
    },
  },
  min: { fewest: 1, most: manyLimit, compute: (values) => Exact.min(...values) },
  max: { fewest: 1, most: manyLimit, compute: (values) => Exact.max(...values) },
};

export const constants: Readonly<Record<string, () => Decimal>> = {
  pi: () => new Exact(Working.acos(-1)),
  π: () => new Exact(Working.acos(-1)),
  e: () => new Exact(Working.exp(1)),
};

/** Whole powers are exact as far as their digits are kept. */
export function power(base: Decimal, exponent: Decimal): Decimal {
  return exponent.isInteger() && exponent.abs().lte(maxExponent) ? base.pow(exponent) : new Exact(new Working(base).pow(new Working(exponent)));
}
