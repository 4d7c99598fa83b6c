/** English words that carry no subject. Left out of passages and questions alike. */
export const functionWords: ReadonlySet<string> = new Set(
  (
    'a an and are as at be been being but by can could did do does for from had has have he her him his if in into is it its ' +
    'may might no not of on or our she should so such than that the their them then there these they this those to us was we ' +
    'were which will with would you your'
  ).split(' '),
);

/** English words that only make a question of it. Left out of questions. */
export const questionWords: ReadonlySet<string> = new Set('what when where who whom whose why how many much i me my please tell about any'.split(' '));

/**
 * Chinese question phrases and function words, longest first, simplified. What touches one says little about the subject,
 * but not nothing: such terms keep part of their weight.
 */
export const chineseFunctionWords =
  /为什么|什么时候|怎么样|哪一年|哪一个|哪一种|是不是|有没有|多少|什么|怎么|怎样|如何|为何|何时|何地|何处|何人|哪里|哪边|哪些|哪个|哪位|哪种|哪年|哪一|多久|多长|多大|多高|多远|请问|是否|以及|因为|由于|所以|或者|还是|并且|但是|可以|已经|关于|对于|[的了是在被由对为中以和与及或有于将把从其这那之而也都所吗呢么谁几哪何此该就并则]/g;
