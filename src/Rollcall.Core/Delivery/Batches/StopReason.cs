namespace Rollcall.Core.Delivery.Batches;

/// <summary>Why delivery stopped before all was sent.</summary>
internal enum StopReason
{
    /// <summary>A person stopped it.</summary>
    Canceled,

    /// <summary>The process ends, and the run goes on in the next one.</summary>
    Suspended,

    /// <summary>401, 403, or a classification's <c>abort</c>: the destination needs credentials.</summary>
    CredentialsRefused,

    /// <summary>No connection, try after try.</summary>
    Unreachable,

    /// <summary>The destination asked to be left alone for more than an hour.</summary>
    LongPause,

    /// <summary>The list could not be created.</summary>
    NoList,

    /// <summary>Every probe was answered 404 or 410.</summary>
    ListGone,

    /// <summary>A classification says that the list is to be created anew.</summary>
    RecreateList,
}
