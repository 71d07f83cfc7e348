package io.tokentally.domain.usage;

/**
 * What became of the rows of a file of past usage.
 *
 * @param added calls that were not in the ledger
 * @param known calls that were there already, or came before in the file
 * @param differing calls that were there with other contents, which stayed
 * @param refused rows that are no calls which the ledger could take
 * @param unpriced how many of those added have no cost
 */
public record ImportCounts(long added, long known, long differing, long refused, long unpriced) {

    public static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0);

    public ImportCounts plus(ImportCounts other) {
        return new ImportCounts(
                added + other.added,
                known + other.known,
                differing + other.differing,
                refused + other.refused,
                unpriced + other.unpriced);
    }

    public long rows() {
        return added + known + differing + refused;
    }
}
