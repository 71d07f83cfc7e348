--liquibase formatted sql

--changeset tokentally:operator-link stripComments:false splitStatements:false
-- For whoever runs the installation's commands, which is why no role is granted it: a link by which the operator of that login
-- takes a password. Makes the account if there is none. Takes their second factor away if they have lost that, too.
CREATE FUNCTION public.issue_operator_link(new_user_id text, wanted_login text, new_secret_hash bytea, without_factor boolean) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known public.accounts;
BEGIN
    SELECT * INTO known FROM public.accounts account WHERE lower(account.login) = lower(wanted_login) FOR UPDATE;
    IF NOT FOUND THEN
        -- No password has this hash.
        INSERT INTO public.accounts (user_id, login, display_name, password_hash, one_time_password, operator)
        VALUES (new_user_id, wanted_login, 'Operator', '{bcrypt}$2a$10$' || repeat('.', 53), false, true)
        RETURNING * INTO known;
        PERFORM public.append_audit_entry(NULL, NULL, 'operator.made', 'user', known.user_id, NULL,
            jsonb_build_object('login', wanted_login));
    ELSIF NOT known.operator THEN
        PERFORM public.refuse('address_taken', wanted_login);
    END IF;
    IF without_factor AND EXISTS (SELECT FROM public.second_factors factor WHERE factor.user_id = known.user_id) THEN
        PERFORM public.append_audit_entry(NULL, NULL, 'second_factor.reset', 'user', known.user_id, NULL, NULL);
        PERFORM public.drop_second_factor(known.user_id);
    END IF;
    UPDATE public.password_resets SET used_at = now() WHERE user_id = known.user_id AND used_at IS NULL;
    INSERT INTO public.password_resets (secret_hash, user_id, by_mail, issued_by, expires_at)
    VALUES (new_secret_hash, known.user_id, false, 'installation', now() + interval '24 hours');
    PERFORM public.append_audit_entry(NULL, NULL, 'operator.link_issued', 'user', known.user_id, NULL, NULL);
END
$$;

--changeset tokentally:operator-link-grants stripComments:false
REVOKE ALL ON FUNCTION public.issue_operator_link(text, text, bytea, boolean) FROM PUBLIC;
