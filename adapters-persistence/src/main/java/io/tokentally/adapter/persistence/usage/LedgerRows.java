package io.tokentally.adapter.persistence.usage;

import io.tokentally.domain.usage.UsageRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.mapstruct.factory.Mappers;
import org.springframework.jdbc.core.RowMapper;

/** Makes usage records of rows of {@code api_usage_logs} that were not read by way of JPA. */
public final class LedgerRows implements RowMapper<UsageRecord> {

    private final UsageRecordMapper mapper = Mappers.getMapper(UsageRecordMapper.class);

    @Override
    public UsageRecord mapRow(ResultSet row, int number) throws SQLException {
        return mapper.toUsageRecord(UsageRecordEntity.of(row));
    }
}
