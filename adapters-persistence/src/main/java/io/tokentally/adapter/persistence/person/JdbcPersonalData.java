package io.tokentally.adapter.persistence.person;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.application.port.out.person.PersonalData;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.person.ArchivedMonth;
import io.tokentally.domain.person.ErasedPerson;
import io.tokentally.domain.person.ErasureRefusal;
import io.tokentally.domain.person.KnownPerson;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Connected as the owner, who alone may. */
final class JdbcPersonalData implements PersonalData {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<TreeMap<String, Long>> COUNTS = new TypeReference<>() {};

    private final JdbcClient owner;
    private final PersonCopy copy;

    JdbcPersonalData(DataSource owner) {
        this.owner = JdbcClient.create(owner);
        this.copy = new PersonCopy(owner);
    }

    @Override
    public List<UserId> withAddress(EmailAddress address) {
        return owner.sql("""
                        SELECT user_id FROM accounts WHERE lower(login) = :address
                        UNION
                        SELECT user_id FROM former_members WHERE lower(login) = :address
                        UNION
                        SELECT subject.value FROM audit_personal known
                        JOIN audit_personal subject ON subject.chain = known.chain AND subject.number = known.number
                            AND subject.field = 'subject'
                        WHERE lower(known.value) = :address AND split_part(known.field, '.', 2) IN ('login', 'email', 'address')
                            AND is_made_up(subject.value)
                        ORDER BY 1""")
                .param("address", address.value())
                .query((row, number) -> new UserId(row.getString("user_id")))
                .list();
    }

    @Override
    public Set<String> names(KnownPerson person) {
        return new TreeSet<>(owner.sql("""
                        SELECT unnest(addresses_of_person(:person, :address)) AS name
                        UNION
                        SELECT :person WHERE NOT is_made_up(:person)
                        UNION
                        SELECT display_name FROM accounts WHERE user_id = :person
                        UNION
                        SELECT display_name FROM former_members WHERE user_id = :person""")
                .param("person", person.id().value())
                .param("address", addressOf(person))
                .query((row, number) -> row.getString("name"))
                .list());
    }

    @Override
    public List<ArchivedMonth> archived(KnownPerson person) {
        return owner.sql("""
                        SELECT sealed.organization_id, sealed.month FROM sealed_months sealed
                        WHERE sealed.archived_at IS NOT NULL AND EXISTS (
                            SELECT FROM usage_quarter_hours sums
                            JOIN usage_callers caller
                                ON caller.organization_id = sums.organization_id AND caller.number = sums.caller
                            WHERE sums.organization_id = sealed.organization_id
                                AND sums.quarter_hour >= month_start(sealed.month)
                                AND sums.quarter_hour < month_start((sealed.month + interval '1 month')::date)
                                AND caller.user_id = ANY (
                                    ids_of_person(:person, addresses_of_person(:person, :address))))
                        ORDER BY 1, 2""")
                .param("person", person.id().value())
                .param("address", addressOf(person))
                .query((row, number) -> new ArchivedMonth(
                        new OrganizationId(row.getString("organization_id")),
                        YearMonth.from(row.getObject("month", LocalDate.class))))
                .list();
    }

    @Override
    public ErasedPerson erase(KnownPerson person, boolean closing) {
        try {
            return owner.sql("SELECT known_as, changed::text AS changed FROM erase_person(:person, :address, :closing)")
                    .param("person", person.id().value())
                    .param("address", addressOf(person))
                    .param("closing", closing)
                    .query((row, number) -> new ErasedPerson(
                            new UserId(row.getString("known_as")), JSON.readValue(row.getString("changed"), COUNTS)))
                    .single();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(
                    e,
                    (code, about) -> ErasureRefusal.withCode(code)
                            .<RuntimeException>map(refusal -> refusal.about(about))
                            .orElse(e));
        }
    }

    @Override
    public SortedMap<String, Long> find(Set<String> texts) {
        SortedMap<String, Long> found = new TreeMap<>();
        owner.sql("SELECT place, found FROM find_texts(?)")
                .param(texts.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("place"), row.getLong("found"));
                });
        return found;
    }

    @Override
    public void copy(KnownPerson person, Recipient recipient) throws IOException {
        copy.write(person.id().value(), addressOf(person), recipient);
        owner.sql("SELECT append_audit_entry(NULL, NULL, 'person.exported', 'user', ?, NULL, NULL)")
                .param(person.id().value())
                .query()
                .singleRow();
    }

    private static @Nullable String addressOf(KnownPerson person) {
        return person.address() == null ? null : person.address().value();
    }
}
