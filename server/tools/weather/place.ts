import { analyze, scriptOf } from '../../platform/text/terms.ts';
import { AppError } from '../../platform/errors.ts';

/** `district` is part of `city`. */
export type Place = { city: string; district?: string };

const cityAndDistrict = /^(.{1,20}?(?:自治区|省|市|州|盟))(.{1,20}(?:区|县|市|旗|镇))$/u;
const separators = /\s*[,，、/\n]\s*/;

/** City and district as people write them in one: "北京市海淀区", "北京,海淀", "Beijing, Haidian". */
export function readPlace(given: Place): Place {
  const city = given.city.trim();
  if (given.district?.trim()) return { city, district: given.district.trim() };
  const together = cityAndDistrict.exec(city);
  if (together) return { city: together[1]!, district: together[2]! };
  const parts = /\p{Script=Han}/u.test(city) ? city.split(/\s*[,，、/\s]\s*/) : city.split(separators);
  const [first = '', second] = parts.filter(Boolean);
  return second ? { city: first, district: second } : { city: first };
}

/** In the language of the place. */
export function unknownPlace({ city, district }: Place): AppError {
  const place = [city, district].filter(Boolean).join(' ');
  const isHan = scriptOf(analyze(place)) === 'han';
  const message = isHan ? `输入的地区不存在，无法提供天气预报：${place}` : `There is no such place: ${place}`;
  return new AppError('not_found', message, { field: 'city' });
}
