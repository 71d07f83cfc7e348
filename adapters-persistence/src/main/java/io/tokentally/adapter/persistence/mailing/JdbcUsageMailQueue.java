package io.tokentally.adapter.persistence.mailing;

import io.tokentally.application.port.out.mailing.UsageMailQueue;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.UsageMailId;
import io.tokentally.domain.mailing.UsageMailOutcome;
import io.tokentally.domain.summary.Period;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes mails as the authentication role, which knows addresses and makes sessions, and reads none of the tables: functions of the
 * owner's hand them out.
 */
final class JdbcUsageMailQueue implements UsageMailQueue {

    private final JdbcClient authentication;
    private final SecureRandom random = new SecureRandom();

    JdbcUsageMailQueue(JdbcClient authentication) {
        this.authentication = authentication;
    }

    @Override
    public long decide(Instant now) {
        return authentication
                .sql("SELECT public.decide_usage_mails(?)")
                .param(time(now))
                .query(Long.class)
                .single();
    }

    @Override
    public List<Due> claim(Instant now, Instant leaseEnds, int most) {
        return authentication
                .sql("SELECT * FROM public.claim_usage_mails(?, ?, ?)")
                .params(time(now), time(leaseEnds), most)
                .query((row, number) -> due(row))
                .list();
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                new UsageMailId(row.getObject("mail_id", UUID.class)),
                row.getObject("mail_lease", UUID.class),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                new OrganizationId(row.getString("organization_id")),
                row.getString("organization_name"),
                new UserId(row.getString("user_id")),
                Role.valueOf(row.getString("role")),
                row.getString("address"),
                MailLanguage.of(row.getString("language")),
                new Period(
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class),
                        ZoneId.of(row.getString("time_zone")),
                        DayOfWeek.of(row.getInt("first_day_of_week"))));
    }

    @Override
    public Optional<Viewer> reader(Due due) {
        ViewerToken token = ViewerToken.random(random);
        boolean opened = authentication
                .sql("SELECT public.open_usage_mail_session(?, ?, ?, sha256(convert_to(?, 'UTF8')))")
                .params(due.organizationId().value(), due.id().value(), due.lease(), token.value())
                .query(Boolean.class)
                .single();
        return opened
                ? Optional.of(new Viewer(due.userId(), due.organizationId(), due.role(), token))
                : Optional.empty();
    }

    @Override
    public void finish(Due due, UsageMailOutcome outcome, @Nullable Instant nextAttempt) {
        authentication
                .sql("SELECT public.finish_usage_mail(?, ?, ?, ?, ?)")
                .param(due.organizationId().value())
                .param(due.id().value())
                .param(due.lease())
                .param(outcome.code())
                .param(nextAttempt == null ? null : time(nextAttempt))
                .query((row, number) -> true)
                .list();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
