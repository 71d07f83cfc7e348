package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.alert.AlertRefusal;
import io.tokentally.domain.budget.BudgetChangeRefusal;
import io.tokentally.domain.key.KeyRefusal;
import io.tokentally.domain.person.ErasureRefusal;
import io.tokentally.domain.pricing.PriceRefusal;
import io.tokentally.domain.repricing.RepricingRefusal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the database's functions refuse by: codes, each of which the application has the words for. */
class RefusalCodesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** What adapters answer without an enumeration of their own. */
    private static final Set<String> BY_ADAPTERS = Set.of(
            "fresh_sign_in_required",
            "scope_missing",
            "no_such_organization",
            "no_work_session",
            "session_ended",
            "only_owners_set_retention",
            "no_viewer",
            "only_owners_set_time_zone",
            "time_zone_unknown",
            "only_owners_declare_tags",
            "too_many_tag_dimensions",
            "too_many_usage_views",
            "unknown_audit_action",
            "audit_detail_too_long");

    /** What no function of the application's runs into: an attempt to change what is kept for good, which is a fault. */
    private static final Set<String> FAULTS =
            Set.of("never_changed", "removed_by_erasure_only", "not_the_next_audit_entry");

    /** Begins codes whose end is only known when somebody is refused: the state of an invitation. */
    private static final Map<String, Set<String>> FAMILIES =
            Map.of("invitation_", Set.of("invitation_accepted", "invitation_declined", "invitation_revoked"));

    private static final Pattern RAISED = Pattern.compile("RAISE EXCEPTION '((?:[^']|'')*)'([^;]*);");
    private static final Pattern REFUSED = Pattern.compile("\\brefuse\\('((?:[^']|'')*)'( \\|\\| )?");
    private static final Pattern OWNERS_BUSINESS = Pattern.compile("\\brequire_owner_to\\('((?:[^']|'')*)'");

    @Test
    void everyRefusalIsACodeThatTheApplicationKnows() {
        Set<String> known = new TreeSet<>(BY_ADAPTERS);
        known.addAll(FAULTS);
        known.addAll(codes(MembershipRefusedException.Reason.values()));
        known.addAll(codes(ApiTokenRefusedException.Reason.values()));
        known.addAll(codes(ErasureRefusal.values()));
        codes(SecondFactorRefusedException.Reason.values()).forEach(code -> known.add("second_factor_" + code));
        known.addAll(wordsOfOwnersBusiness());

        assertThat(codesByFunction())
                .hasSizeGreaterThan(30)
                .allSatisfy((function, codes) -> assertThat(known).as(function).containsAll(codes));
    }

    @Test
    void everyCodeThatTheApplicationHasWordsForIsAnsweredBySomeFunction() {
        Set<String> answered =
                codesByFunction().values().stream().flatMap(Set::stream).collect(Collectors.toSet());

        assertThat(answered)
                .containsAll(wordsOfOwnersBusiness())
                .containsAll(BY_ADAPTERS)
                .containsAll(FAULTS);
    }

    private static Set<String> wordsOfOwnersBusiness() {
        return Stream.of(
                        PriceRefusal.values(),
                        RepricingRefusal.values(),
                        KeyRefusal.values(),
                        AlertRefusal.values(),
                        BudgetChangeRefusal.values())
                .flatMap(refusals -> codes(refusals).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> codes(Enum<?>[] refusals) {
        return Stream.of(refusals)
                .map(refusal -> refusal.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Map<String, Set<String>> codesByFunction() {
        Map<String, Set<String>> codes = new TreeMap<>();
        DATABASE.asOwner()
                .sql("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
                .query((row, number) -> {
                    Set<String> found = codesIn(row.getString("proname"), row.getString("prosrc"));
                    if (!found.isEmpty()) {
                        codes.merge(row.getString("proname"), found, (one, other) -> {
                            one.addAll(other);
                            return one;
                        });
                    }
                    return number;
                })
                .list();
        return codes;
    }

    private static Set<String> codesIn(String function, String source) {
        Set<String> codes = new TreeSet<>();
        RAISED.matcher(source).results().forEach(raised -> {
            // A call of a year that nobody lives in is a fault of the record, with the state that PostgreSQL has for
            // it; what cannot be amended is one of a change set, which nobody is told of.
            if (!Set.of("ensure_usage_month", "amend_function").contains(function)) {
                assertThat(raised.group(2)).as(function).contains("ERRCODE = 'TT002'");
                if (!function.equals("refuse")) {
                    codes.add(raised.group(1));
                }
            }
        });
        REFUSED.matcher(source).results().forEach(refused -> {
            if (refused.group(2) == null) {
                codes.add(refused.group(1));
            } else if (!refused.group(1).equals("only_owners_")) {
                codes.addAll(FAMILIES.getOrDefault(refused.group(1), Set.of(refused.group(1))));
            }
        });
        OWNERS_BUSINESS.matcher(source).results().forEach(business -> codes.add("only_owners_" + business.group(1)));
        return codes;
    }
}
