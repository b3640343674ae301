/** What a function makes, made when it is first asked for. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { is: T } | undefined;
  return () => {
    made ??= { is: make() };
    return made.is;
  };
};
