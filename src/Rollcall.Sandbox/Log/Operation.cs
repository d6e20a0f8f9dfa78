namespace Rollcall.Sandbox.Log;

/// <summary>What a request asks the sandbox to do.</summary>
public enum Operation
{
    /// <summary>Nothing that it knows.</summary>
    Unknown,

    /// <summary><c>POST /lists</c>.</summary>
    CreateList,

    /// <summary><c>POST /lists/{id}/add</c>.</summary>
    Add,

    /// <summary><c>POST /lists/{id}/remove</c>.</summary>
    Remove,

    /// <summary><c>PUT /lists/{id}/members/{user}</c>.</summary>
    AddMember,

    /// <summary><c>DELETE /lists/{id}/members/{user}</c>.</summary>
    RemoveMember,

    /// <summary><c>POST /users</c>.</summary>
    UpdateUsers,

    /// <summary><c>PUT /users/{id}/properties/{name}</c>.</summary>
    SetProperty,

    /// <summary><c>DELETE /lists/{id}</c>.</summary>
    DeleteList,

    /// <summary>A <c>GET</c> of lists, members or a property.</summary>
    Read,
}
