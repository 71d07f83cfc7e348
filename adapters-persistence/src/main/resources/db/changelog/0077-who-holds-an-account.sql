--liquibase formatted sql

--changeset tokentally:passwords-from-others stripComments:false splitStatements:false
-- Whoever gave somebody a password, or a link to one that did not go by mail, may hold the account as well: until mail shows once more who
-- reads it at the address, it is told of no invitation and answers none but by its link.
ALTER TABLE public.accounts ADD COLUMN password_from_another_at timestamptz;

UPDATE public.accounts account SET password_from_another_at = given.at
FROM (
    SELECT whom.value AS user_id, max(entry.at) AS at
    FROM public.audit_entries entry
    JOIN public.audit_personal whom ON whom.chain = entry.chain AND whom.number = entry.number AND whom.field = 'subject'
    WHERE entry.action = 'password.reset'
        OR entry.action = 'password.reset_by_link' AND entry.detail -> 'after' ->> 'byMail' = 'false'
    GROUP BY 1) AS given
WHERE given.user_id = account.user_id;

-- Nothing else of the functions changes.
SELECT public.amend_function(function, place, replacement)
FROM (VALUES
    ('reset_password', 'one_time_password = true', 'one_time_password = true, password_from_another_at = now()'),
    ('reset_password_by_link', 'CASE WHEN wanted.by_mail THEN now() ELSE address_proven_at END',
     'CASE WHEN wanted.by_mail THEN now() ELSE address_proven_at END,
        password_from_another_at = CASE WHEN wanted.by_mail THEN NULL ELSE now() END'),
    ('accept_invitation', 'SET address_proven_at = now()', 'SET address_proven_at = now(), password_from_another_at = NULL'),
    ('invitations_to_viewer', 'AND account.address_proven_at IS NOT NULL', 'AND account.address_proven_at IS NOT NULL
      AND account.password_from_another_at IS NULL')
) AS places (function, place, replacement);

--changeset tokentally:links-end-with-the-password stripComments:false splitStatements:false
-- A link to a new password is for the password that there was: once there is another, by whichever way, it opens nothing.
CREATE FUNCTION public.end_reset_links() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE public.password_resets SET used_at = now() WHERE user_id = NEW.user_id AND used_at IS NULL;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public.end_reset_links() FROM PUBLIC;
CREATE TRIGGER end_reset_links AFTER UPDATE OF password_hash ON public.accounts
    FOR EACH ROW EXECUTE FUNCTION public.end_reset_links();

-- Nobody is taken in by an account that was closed, or whose address was released while it is an owner's still.
SELECT public.amend_function(
    'shut_account',
    'DELETE FROM public.known_devices WHERE user_id = wanted_user_id;',
    'DELETE FROM public.known_devices WHERE user_id = wanted_user_id;
    UPDATE public.invitations SET state = ''REVOKED'', settled_at = now() WHERE created_by = wanted_user_id AND state = ''OPEN'';');

UPDATE public.invitations invitation SET state = 'REVOKED', settled_at = now()
FROM public.accounts account
WHERE invitation.state = 'OPEN' AND account.user_id = invitation.created_by AND account.closed_at IS NOT NULL;

--changeset tokentally:names-of-budgets-and-alerts-in-audit stripComments:false splitStatements:false
-- What budgets, rules and channels are called are somebody's own words, too; and a tag's value, or whom alerts are muted of, may be a
-- person. From now on they are beside the entry.
CREATE OR REPLACE FUNCTION public.audit_personal_keys(kind text) RETURNS text[]
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT public.audit_personal_keys() || '{reason}'::text[]
        || CASE WHEN kind IN ('key', 'api_token', 'budget', 'setting') THEN '{name}' ELSE '{}' END::text[]
        || CASE WHEN kind IN ('budget', 'setting') THEN '{tag_value, value}' ELSE '{}' END::text[]
$$;

-- With whoever is erased goes what others called by their name. Nothing else of the function changes.
SELECT public.amend_function(
    'erase_from_audit',
    'OR split_part(known.field, ''.'', 2) = ''name'' AND EXISTS (',
    'OR split_part(known.field, ''.'', 2) IN (''name'', ''tag_value'') AND public.names_person(known.value, ARRAY[erased], addresses)
                OR split_part(known.field, ''.'', 2) = ''name'' AND EXISTS (');

--changeset tokentally:invitations-by-mail-a-day stripComments:false splitStatements:false
-- A stranger's mailbox is not to be filled by inviting them again and again. An invitation that another takes the place of is revoked as by
-- hand, and written down so.
SELECT public.amend_function(
    'create_invitation',
    '    UPDATE public.invitations SET state = ''REVOKED'', settled_at = now()
    WHERE organization_id = organization AND lower(address) = lower(new_address) AND state = ''OPEN'';
',
    '    IF sent_by_mail AND (SELECT count(*) FROM public.invitations invitation
        WHERE invitation.organization_id = organization AND lower(invitation.address) = lower(new_address) AND invitation.by_mail
            AND invitation.created_at > now() - interval ''1 day'') >= 5 THEN
        PERFORM public.refuse(''invited_too_often'', new_address);
    END IF;
    PERFORM public.revoke_invitation(invitation.id) FROM public.invitations invitation
    WHERE invitation.organization_id = organization AND lower(invitation.address) = lower(new_address) AND invitation.state = ''OPEN'';
');
