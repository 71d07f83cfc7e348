package io.tokentally.adapter.persistence.summary;

import io.tokentally.application.port.out.summary.RollupUpkeep;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the database's owner does about the roll-ups. It needs the {@code ownerDataSource} and nothing else. */
@Configuration(proxyBeanMethods = false)
public class RollupUpkeepConfiguration {

    @Bean
    RollupUpkeep rollupUpkeep(@Qualifier("ownerDataSource") DataSource ownerDataSource) {
        return new JdbcRollupUpkeep(ownerDataSource);
    }
}
