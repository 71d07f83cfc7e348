--liquibase formatted sql

--changeset tokentally:drift-of-quiet-days stripComments:false splitStatements:false
-- A day of a few thousand calls is looked at at once: ninety-six looks took as long for ten calls as for thousands.
SELECT public.amend_function('usage_drift', place, replacement)
FROM (VALUES
    ('    until_time CONSTANT timestamptz := (wanted + 1)::timestamp AT TIME ZONE zone;',
     '    until_time CONSTANT timestamptz := (wanted + 1)::timestamp AT TIME ZONE zone;
    slice CONSTANT interval := CASE WHEN (
        SELECT count(*) FROM public.usage_calls
        WHERE organization_id = organization AND created_at >= from_time AND created_at < until_time) <= 5000
        AND until_time > from_time THEN until_time - from_time ELSE interval ''15 minutes'' END;'),
    ('    -- By quarter-hour, so that memory holds no more calls than those of one.',
     '    -- In slices, so that memory holds no more calls than some thousands, or those of a quarter-hour.'),
    ('FROM generate_series(from_time, until_time - interval ''15 minutes'', interval ''15 minutes'') AS quarter',
     'FROM generate_series(from_time, until_time - interval ''1 microsecond'', slice) AS slice_start'),
    ('public.calls_between(organization, quarter, quarter + interval ''15 minutes'')',
     'public.calls_between(organization, slice_start, slice_start + slice)')
) AS places (place, replacement);
