package io.tokentally.bootstrap.configuration;

import io.tokentally.adapter.crypto.MasterKeyOptions;
import io.tokentally.adapter.journal.JournalOptions;
import io.tokentally.application.service.reading.Shares;
import io.tokentally.database.DatabaseLogin;
import io.tokentally.database.DatabaseOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of Tokentally. Each has its environment variable: {@code tokentally.database.port} is
 * {@code TOKENTALLY_DATABASE_PORT}.
 *
 * @param home the folder for the journal, the embedded database and its passwords
 * @param demo whether to fill in demo organizations and people; unset means: with the embedded database
 * @param publicUrl where people reach the application, as in {@code https://tokentally.example}: links in mail begin with it
 * @param priceFile a price file to use in place of the built-in one, unless an operator has uploaded one
 */
@ConfigurationProperties("tokentally")
public record TokentallyProperties(
        Path home,
        @Nullable Boolean demo,
        @Nullable String publicUrl,
        @Nullable Path priceFile,
        @DefaultValue Prices prices,
        @DefaultValue Database database,
        @DefaultValue OpenAi openai,
        @DefaultValue DefaultAttribution defaultAttribution,
        @DefaultValue Journal journal,
        @DefaultValue Retention retention,
        @DefaultValue Keys keys,
        @DefaultValue Sessions sessions,
        @DefaultValue Reading reading,
        @DefaultValue Export export,
        @DefaultValue Reports reports,
        @DefaultValue Metrics metrics,
        @DefaultValue MailSettings mail) {

    /** Of the application's 12 connections; the others are for signing in and everything else. */
    private static final int MAX_READING_CONNECTIONS = 8;

    public TokentallyProperties {
        publicUrl = publicUrl == null || publicUrl.isBlank() ? null : publicUrl.strip();
        if (publicUrl != null && !publicUrl.matches("https?://[^\\s#?]+")) {
            throw new IllegalArgumentException(
                    "tokentally.public-url must be an address such as https://tokentally.example, not " + publicUrl);
        }
    }

    /**
     * Which database there is.
     *
     * @param externalUrl blank for the embedded one
     * @param application the application's role with an external one
     */
    public DatabaseOptions databaseOptions(String externalUrl, DatabaseLogin application) {
        return new DatabaseOptions(
                home,
                database.port(),
                externalUrl,
                application,
                database.owner(),
                database.metering(),
                database.authentication());
    }

    /** Where the master keys come from. */
    public MasterKeyOptions masterKeyOptions() {
        return new MasterKeyOptions(home, keys.masterKey(), keys.masterKeyPrevious());
    }

    /**
     * Price bundles.
     *
     * @param trustedKeys the Ed25519 public keys whose bundles are taken, each as X.509 in Base64
     * @param bundleAddress where one is fetched once a day, with https; absent for nowhere
     * @param autoApply whether a bundle counts without an operator
     */
    public record Prices(
            @DefaultValue List<String> trustedKeys,
            @Nullable URI bundleAddress,
            @DefaultValue("false") boolean autoApply) {

        public Prices {
            trustedKeys = List.copyOf(trustedKeys);
            bundleAddress = bundleAddress == null || bundleAddress.toString().isBlank() ? null : bundleAddress;
        }
    }

    /**
     * What metrics tell besides the installation's own state.
     *
     * @param budgets of how many budgets, those nearest to their amounts, they tell what is spent; whoever reads metrics then sees
     *     figures of organizations
     */
    public record Metrics(@DefaultValue("0") int budgets) {

        private static final int MAX_BUDGETS = 1_000;

        public Metrics {
            if (budgets < 0 || budgets > MAX_BUDGETS) {
                throw new IllegalArgumentException(
                        "tokentally.metrics.budgets must lie between 0 and %d, not %d".formatted(MAX_BUDGETS, budgets));
            }
        }
    }

    /**
     * Messages to people, sent by the server that {@code spring.mail} names.
     *
     * @param from the address that they come from
     */
    public record MailSettings(@Nullable String from) {

        public MailSettings {
            from = from == null || from.isBlank() ? null : from.strip();
        }
    }

    /**
     * The database.
     *
     * @param port of the embedded database; 0 takes a free one
     * @param owner of the schema, for an external database
     * @param metering who writes usage records to an external database; by default a role that the owner creates
     * @param authentication who reads password hashes of an external database, and keeps its sessions; by default a role
     *     that the owner creates
     */
    public record Database(
            @DefaultValue("0") int port,
            @Nullable DatabaseLogin owner,
            @Nullable DatabaseLogin metering,
            @Nullable DatabaseLogin authentication) {

        public Database {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException(
                        "tokentally.database.port must lie between 0 and 65535, not " + port);
            }
        }
    }

    /**
     * The provider behind the AI features.
     *
     * @param apiKey without one, the built-in simulator answers
     * @param baseUrl in place of OpenAI's own
     * @param timeout of one call
     */
    public record OpenAi(
            @Nullable String apiKey,
            @Nullable String baseUrl,
            @DefaultValue("gpt-6-luna") String model,
            @DefaultValue("60s") Duration timeout) {

        public OpenAi {
            apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
            baseUrl = baseUrl == null || baseUrl.isBlank() ? null : baseUrl.strip();
        }

        /** Says whether there is a key, never the key. */
        @Override
        public String toString() {
            return "OpenAi[key " + (apiKey == null ? "absent" : "present") + ", " + baseUrl + ", " + model + "]";
        }
    }

    /** Whom calls belong to that nobody attributed. */
    public record DefaultAttribution(
            @DefaultValue("unattributed") String organization,
            @DefaultValue("unattributed") String user) {}

    /**
     * Calls that are older than their organization keeps them.
     *
     * @param archive the folder that they are written to before they are removed; absent for none
     */
    public record Retention(@Nullable Path archive) {

        public Retention {
            archive = archive == null || archive.toString().isBlank() ? null : archive;
        }
    }

    /**
     * The journal between calls and ledger.
     *
     * @param level what a record that is kept survives
     * @param whenBroken what happens to calls while the journal cannot write
     * @param maxSize how large its file may grow
     * @param capacity how many records may wait for the disk
     * @param memoryCapacity how many records are held in memory while the journal cannot write
     * @param batchSize how many records go to the ledger at once at most
     */
    public record Journal(
            @DefaultValue("process-crash") JournalOptions.Level level,
            @DefaultValue("fail-open") JournalOptions.WhenBroken whenBroken,
            @DefaultValue("2GB") DataSize maxSize,
            @DefaultValue("65536") int capacity,
            @DefaultValue("100000") int memoryCapacity,
            @DefaultValue("1000") int batchSize) {

        public Journal {
            if (capacity < 1 || memoryCapacity < 1 || batchSize < 1 || batchSize > 5_000) {
                throw new IllegalArgumentException(
                        "tokentally.journal: capacity and memory-capacity must be 1 or more, and batch-size between 1 and 5000,"
                                + " not %d, %d and %d".formatted(capacity, memoryCapacity, batchSize));
            }
            if (maxSize.toBytes() < JournalOptions.LEAST_BYTES) {
                throw new IllegalArgumentException("tokentally.journal.max-size must be %d bytes or more, not %s"
                        .formatted(JournalOptions.LEAST_BYTES, maxSize));
            }
        }
    }

    /**
     * Exports and reports, as they read from the database.
     *
     * @param connections of the application's that they have at most; the others stay free of them
     * @param perOrganization connections of these that one organization has at most
     * @param perPerson connections of these that one person has at most
     * @param patience how long one waits for its turn
     */
    public record Reading(
            @DefaultValue("4") int connections,
            @DefaultValue("3") int perOrganization,
            @DefaultValue("2") int perPerson,
            @DefaultValue("10s") Duration patience) {

        /** Threads of the web server that one organization may make wait. */
        private static final int WAITING = 24;

        public Reading {
            if (connections < 1 || connections > MAX_READING_CONNECTIONS) {
                throw new IllegalArgumentException("tokentally.reading.connections must lie between 1 and %d, not %d"
                        .formatted(MAX_READING_CONNECTIONS, connections));
            }
        }

        Shares shares() {
            return new Shares(
                    "reports", connections, perOrganization, perPerson, WAITING, patience, Duration.ofSeconds(5));
        }
    }

    /**
     * Exports under way.
     *
     * @param atOnce how many there are at most; each holds a thread of the web server
     * @param perOrganization how many of these one organization has at most
     * @param perPerson how many of these one person has at most
     * @param leastRate how much of it a reader takes a second at least
     * @param grace for how long at a time a slower reader is borne with
     */
    public record Export(
            @DefaultValue("24") int atOnce,
            @DefaultValue("8") int perOrganization,
            @DefaultValue("3") int perPerson,
            @DefaultValue("1KB") DataSize leastRate,
            @DefaultValue("30s") Duration grace) {

        Shares shares() {
            return new Shares("exports", atOnce, perOrganization, perPerson, 0, Duration.ZERO, Duration.ofSeconds(30));
        }
    }

    /**
     * A replica of the database that answers questions about periods.
     *
     * @param datasource where it is; without an address, there is none
     * @param maxLag beyond which the database answers itself
     */
    public record Reports(
            @DefaultValue Replica datasource,
            @DefaultValue("30s") Duration maxLag) {

        public Reports {
            if (maxLag.compareTo(Duration.ofSeconds(1)) < 0 || maxLag.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "tokentally.reports.max-lag must lie between 1s and 1h, not %s".formatted(maxLag));
            }
        }

        /**
         * How to reach it.
         *
         * @param url as in {@code jdbc:postgresql://replica/database}; blank for none
         * @param username the application's role there; blank for the one of the database
         */
        public record Replica(
                @DefaultValue("") String url,
                @DefaultValue("") String username,
                @DefaultValue("") String password) {

            /** Names the role, never its password. */
            @Override
            public String toString() {
                return "Replica[" + url + ", " + username + "]";
            }
        }
    }

    /**
     * Virtual keys and the providers'.
     *
     * @param masterKey 32 bytes in Base64; without one, a random one is kept in the home folder
     * @param masterKeyPrevious the master key before, while secrets may still be sealed under it
     * @param maxAge how long keys count that were read before the database went away
     */
    public record Keys(
            @Nullable String masterKey,
            @Nullable String masterKeyPrevious,
            @DefaultValue("1h") Duration maxAge) {

        public Keys {
            masterKey = masterKey == null || masterKey.isBlank() ? null : masterKey.strip();
            masterKeyPrevious =
                    masterKeyPrevious == null || masterKeyPrevious.isBlank() ? null : masterKeyPrevious.strip();
        }

        /** Says whether there is a master key, never the key. */
        @Override
        public String toString() {
            return "Keys[master key " + (masterKey == null ? "absent" : "present") + ", " + maxAge + "]";
        }
    }

    /**
     * How long people stay signed in.
     *
     * @param idle without doing anything; what a page does by itself does not count
     * @param lifetime whatever they do
     */
    public record Sessions(
            @DefaultValue("1h") Duration idle,
            @DefaultValue("12h") Duration lifetime) {

        public Sessions {
            if (idle.compareTo(Duration.ofMinutes(1)) < 0 || idle.compareTo(lifetime) > 0) {
                throw new IllegalArgumentException(
                        "tokentally.sessions.idle must lie between 1m and tokentally.sessions.lifetime, not %s and %s"
                                .formatted(idle, lifetime));
            }
        }
    }
}
