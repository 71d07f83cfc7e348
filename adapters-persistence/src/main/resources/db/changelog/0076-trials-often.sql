--liquibase formatted sql

--changeset tokentally:trials-often stripComments:false splitStatements:false
-- The frame of a window that rolls was asked for of all windows, where it has no length: refused as soon as one plan served all.
SELECT public.amend_function(
    'try_budget',
    'RANGE BETWEEN (budget.rolling_hours * interval',
    'RANGE BETWEEN (coalesce(budget.rolling_hours, 0) * interval');
