package io.tokentally.domain.audit;

/** What checking an audit chain came to. */
public sealed interface ChainVerdict {

    /**
     * Every entry is as it was written, and none is missing.
     *
     * @param head the last entry
     * @param erased how many personal texts were erased
     */
    record Intact(ChainHead head, long erased) implements ChainVerdict {}

    /**
     * The chain is not what was written.
     *
     * @param number the first entry that is wrong or missing
     */
    record Broken(String chain, long number, Fault fault) implements ChainVerdict {}

    /** What is wrong with an entry. */
    enum Fault {
        /** It is not there, though a later one, the chain's head or a signed head says that it was. */
        MISSING,
        /** It does not follow the one before. */
        OUT_OF_ORDER,
        /** Its hash is not that of what it says. */
        CHANGED,
        /** A personal text is not the one that it was written with. */
        PERSONAL_TEXT_CHANGED,
        /** It is not the one that was signed under this number. */
        NOT_AS_SIGNED,
        /** It stands behind the chain's head. */
        BEYOND_HEAD
    }
}
