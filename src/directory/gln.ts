/**
 * True for a GLN (location number): 13 digits, the last a check digit over the others with the weights 1, 3, 1, 3 …
 * Rules: conversion rules 16.4.
 */
export const isGln = (value: string): boolean => {
  if (!/^[0-9]{13}$/.test(value)) return false;
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += Number(value[i]) * (i % 2 === 0 ? 1 : 3);
  return (10 - (sum % 10)) % 10 === Number(value[12]);
};
