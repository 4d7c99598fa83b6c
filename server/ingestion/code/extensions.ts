/** Source code, by the end of the name: with the dot, in lower case. */
export const codeExtensions: readonly string[] = (
  'py pyi pyw ipy js mjs cjs jsx ts mts cts tsx vue svelte java kt kts scala groovy gradle c h cc cpp cxx hh hpp hxx cs m mm swift go rs dart zig php rb pl pm ' +
  'lua r jl ex exs erl hs ml fs fsx clj lisp el sh bash zsh fish ps1 psm1 bat cmd sql ddl css scss less graphql proto tf cmake vb vba bas pas asm f90 sol'
)
  .split(' ')
  .map((extension) => `.${extension}`);
