// Asks ClickHouse (chdb) what LedgerComparisons asks the ledger and DuckDB, of the rows that it left: node clickhouse.mjs calls.csv
import { Session } from 'chdb';
import { resolve } from 'node:path';

const ROUNDS = 31;
const SUMS = 'count(*), sum(input_tokens), sum(output_tokens), sum(total_cost)';
const FROM = "created_at >= toDateTime64('2026-10-29 00:00:00', 3, 'UTC')";
const BEFORE = "created_at >= toDateTime64('2026-09-29 00:00:00', 3, 'UTC') AND created_at < toDateTime64('2026-10-29 00:00:00', 3, 'UTC')";
const QUESTIONS = {
  'overview, 30 days': [
    `SELECT ${SUMS} FROM calls WHERE ${FROM}`,
    `SELECT ${SUMS} FROM calls WHERE ${BEFORE}`,
    `SELECT endpoint, ${SUMS} FROM calls WHERE ${FROM} GROUP BY endpoint`,
    `SELECT model, ${SUMS} FROM calls WHERE ${FROM} GROUP BY model`,
    `SELECT user_id, ${SUMS} FROM calls WHERE ${FROM} GROUP BY user_id`,
    `SELECT toDate(created_at) AS day, ${SUMS} FROM calls WHERE ${FROM} GROUP BY day`,
  ],
  'user by model by day': [
    `SELECT toDate(created_at) AS day, user_id, model, ${SUMS} FROM calls
     WHERE ${FROM} AND endpoint = 'extract_candidate_info' AND success GROUP BY day, user_id, model`,
  ],
  'newest 50 failed': ['SELECT * FROM calls WHERE NOT success ORDER BY created_at DESC LIMIT 50'],
};

const session = new Session();
session.query(`
  CREATE TABLE calls (
    created_at DateTime64(3, 'UTC'), user_id LowCardinality(String), endpoint LowCardinality(String), model LowCardinality(String),
    input_tokens UInt64, output_tokens UInt64, total_cost Nullable(Decimal(38, 18)), response_time_ms UInt64, success Bool)
  ENGINE = MergeTree ORDER BY created_at`);
session.query(`
  INSERT INTO calls SELECT parseDateTime64BestEffort(created_at, 3, 'UTC'), user_id, endpoint, model, input_tokens, output_tokens,
    total_cost, response_time_ms, success = 't'
  FROM file('${resolve(process.argv[2])}', CSVWithNames, 'created_at String, user_id String, endpoint String, model String,
    input_tokens UInt64, output_tokens UInt64, total_cost Nullable(Decimal(38, 18)), response_time_ms UInt64, success String')`);
console.log(`ClickHouse ${session.query('SELECT version()', 'TSV').trim()}, ${session.query('SELECT count(*) FROM calls', 'TSV').trim()} calls:`
  + ' median, least and most in ms');
for (const [name, statements] of Object.entries(QUESTIONS)) {
  const times = [];
  for (let round = -1; round < ROUNDS; round++) {
    const start = performance.now();
    statements.forEach(sql => session.query(sql, 'TSV'));
    if (round >= 0) {
      times.push(performance.now() - start);
    }
  }
  times.sort((one, other) => one - other);
  console.log(`${name.padEnd(28)} ${'ClickHouse'.padEnd(12)} ${times[ROUNDS >> 1].toFixed(1).padStart(10)}`
    + `  (${times[0].toFixed(1)} to ${times[ROUNDS - 1].toFixed(1)})`);
}
session.cleanup();
