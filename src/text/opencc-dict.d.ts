// opencc-js ships no types for its single dictionaries.
declare module 'opencc-js/dict/TSCharacters' {
  const dictionary: string
  export default dictionary
}
declare module 'opencc-js/dict/TSPhrases' {
  const dictionary: string
  export default dictionary
}
