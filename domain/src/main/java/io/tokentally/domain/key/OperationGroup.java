package io.tokentally.domain.key;

/** A kind of request that a provider's API takes, told by method and path; what each path is, the provider's adapter tells. */
public enum OperationGroup {
    /** Calls a model, counts tokens, or tells which models there are. */
    MODELS,
    /** Makes a file, a batch, a response, a conversation and the like, or works on one that it names. */
    RESOURCES,
    /** Lists what the account has, whoever made it. */
    LISTS,
    /** Fine-tunes, deletes models, and manages the account, its people, projects and keys. */
    ADMINISTRATION
}
