/**
 * The same day and time some calendar months ago: what came before that is more than so many months old. Of a month that has
 * no such day, its end. Rules: conversion rules 15.2.
 */
export const monthsBefore = (now: number, months: number): number => {
  const then = new Date(now);
  const day = then.getUTCDate();
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const next = Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 1);
  then.setUTCDate(day);
  return Math.min(then.getTime(), next);
};
