package io.tokentally.adapter.persistence.usage;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calls that are to be priced again, in the order of the ledger's key. Within a transaction that has the viewer's
 * identity.
 */
public final class RepricingQuery {

    private static final String DIGIT = "[0-9]";
    private static final String ANYTHING = ".*";

    private final EntityManager entityManager;
    private final UsageRecordMapper mapper;

    RepricingQuery(EntityManager entityManager, UsageRecordMapper mapper) {
        this.entityManager = entityManager;
        this.mapper = mapper;
    }

    public long count(OrganizationId organizationId, RepricingRequest request) {
        Search search = new Search(organizationId, request, null);
        Query query = entityManager.createNativeQuery("SELECT count(*) FROM usage_calls WHERE " + search.where());
        search.parameters.forEach(query::setParameter);
        return ((Number) query.getSingleResult()).longValue();
    }

    /** @param after the call to begin behind; absent to begin with the first */
    public List<UsageRecord> next(
            OrganizationId organizationId, RepricingRequest request, @Nullable UsageRecordId after, int limit) {
        Search search = new Search(organizationId, request, after);
        Query query = entityManager.createNativeQuery("""
                WITH picked AS MATERIALIZED (
                    SELECT organization_id, created_at, id FROM usage_calls WHERE %s ORDER BY created_at, id LIMIT :most
                )
                SELECT log.* FROM picked JOIN api_usage_logs log USING (organization_id, created_at, id)
                ORDER BY created_at, id
                """.formatted(search.where()), UsageRecordEntity.class);
        search.parameters.forEach(query::setParameter);
        Stream<?> calls = query.setParameter("most", limit).getResultStream();
        return calls.map(UsageRecordEntity.class::cast).map(this::detached).toList();
    }

    private UsageRecord detached(UsageRecordEntity call) {
        entityManager.detach(call);
        return mapper.toUsageRecord(call);
    }

    /** The conditions, of which the first ones are for the primary key and for the partitions. */
    private static final class Search {

        private final StringBuilder sql =
                new StringBuilder("organization_id = :organization AND created_at >= :from AND created_at < :until");
        private final Map<String, Object> parameters = new HashMap<>();

        Search(OrganizationId organizationId, RepricingRequest request, @Nullable UsageRecordId after) {
            parameters.put("organization", organizationId.value());
            parameters.put("from", request.range().from());
            parameters.put("until", request.range().until());
            if (after != null) {
                // The first of the two tells the months apart, which the second does not.
                add("created_at >= :lastAt AND (created_at, id) > (:lastAt, :last)", "last", after.value());
                parameters.put("lastAt", after.instant());
            }
            if (request.provider() != null) {
                add(
                        ofSeries("provider = :provider"),
                        "provider",
                        request.provider().value());
            }
            if (request.model() != null) {
                add(
                        "(" + ofSeries("billed_model ~ :model")
                                + " OR EXISTS (SELECT FROM jsonb_array_elements(usage_parts)"
                                + " AS part WHERE part ->> 'model' ~ :model))",
                        "model",
                        regularExpression(request.model()));
            }
            if (request.unpricedOnly()) {
                sql.append(" AND ").append(ofSeries("cost_status = 'UNPRICED'"));
            }
        }

        private void add(String condition, String name, Object value) {
            sql.append(" AND ").append(condition);
            parameters.put(name, value);
        }

        private static String ofSeries(String condition) {
            return "series = ANY (ARRAY(SELECT number FROM usage_series WHERE organization_id = :organization AND "
                    + condition + "))";
        }

        String where() {
            return sql.toString();
        }

        /** PostgreSQL's own, in which a backslash takes the meaning of the character after it unless it is a letter. */
        private static String regularExpression(ModelPattern pattern) {
            StringBuilder expression = new StringBuilder("^");
            pattern.text().codePoints().forEach(character -> {
                if (character == '*') {
                    expression.append(ANYTHING);
                } else if (character == '#') {
                    expression.append(DIGIT);
                } else if (character > 127 || Character.isLetterOrDigit(character)) {
                    expression.appendCodePoint(character);
                } else {
                    expression.append('\\').appendCodePoint(character);
                }
            });
            return expression.append('$').toString();
        }
    }
}
