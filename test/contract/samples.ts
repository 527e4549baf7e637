// Answers as the API's pages show them in their samples, shortened where rows repeat each other: what they have in common
// with each other is little, and all of it has to fit the document.

const unauthorized = {
  error: { code: '00000101', title: 'Unauthorized', detail: 'The OAuth token is invalid.' },
};
const absent = { code: '****', title: 'Device Not Found', detail: 'No device found with ID 2000000000001.' };
const mandatory = "Value for mandatory field 'email' is not provided";

const settings = {
  is_enabled: false,
  attribute_type: 'attribute',
  attribute_value: 'localAccountName',
  link_restricted_local_accounts: ['sysadmin', 'administrator', 'recovery'],
  ondemand_provisioning_settings: { is_enabled: false, default_permission_level: 'standard' },
};

/** Operation, status, body. */
export const samples: readonly (readonly [operation: string, status: number, body: unknown])[] = [
  [
    'listDevices',
    200,
    {
      data: [
        {
          id: '2000000000001',
          hostname: 'DESKTOP-WIN11-001',
          os_type: 'Windows',
          os_major_version: '11',
          os_release_name: '22H2',
          os_build_version: '22621.2428',
          serial_number: 'FVFH2345ABC123',
          ip_address: '192.168.1.45',
          agent_status: 'active',
          agent_version: '1.4',
          join_type: 'IDPJoined',
          is_deactivated: false,
          device_accounts: { total_local_accounts: 3, linked_local_accounts: 1 },
          date_added: '2024-01-15T09:00:00Z',
          last_contact_time: '2024-07-26T10:30:00Z',
        },
        {
          id: '2000000000004',
          name: 'WORKSTATION-LINUX-004',
          os_type: 'Linux',
          os_distribution: 'Ubuntu',
          serial_number: 'VMware-56 4d 8b 2f',
          agent_status: 'pending',
        },
      ],
      meta: { cursor: null, next_cursor: null, is_last: true, limit: 100, total_no_of_objects: 2 },
    },
  ],
  [
    'getDevice',
    200,
    {
      id: '2000000000006',
      name: 'DESKTOP-HYBRID-006',
      is_agent_outdated: true,
      agent_installed_time: '2024-06-01T10:30:00+05:30',
      join_type: 'ADEntraHybridJoined',
      domain: 'corp.contoso.com',
      tenant: 'contoso.onmicrosoft.com',
      dns_hostname: 'desktop-hybrid-006.corp.contoso.com',
      container: 'CN=Computers,DC=corp,DC=contoso,DC=com',
      managed_by: 'CN=Domain Admins,OU=Groups,DC=corp,DC=contoso,DC=com',
      owner: 'Admin wamsubdom',
      mdm: 'Microsoft Intune',
      description: 'Finance workstation with hybrid domain join',
      last_contact_time: '2024-07-26T08:45:00+05:30',
    },
  ],
  ['getDevice', 401, unauthorized],
  ['getDevice', 404, { error: { ...absent, code: '********' } }],
  ['deleteDevice', 400, { error: { code: 71, title: 'Invalid Parameter', detail: mandatory } }],
  [
    'approveDeviceAgents',
    200,
    {
      data: [
        { resource_id: '2000000000001', status: 204 },
        { resource_id: '2000000000002', status: 404, error: absent },
      ],
    },
  ],
  ['getAccountLinking', 200, settings],
  ['updateAccountLinking', 200, settings],
  [
    'syncAccountLinking',
    200,
    {
      data: {
        id: '2000000293042',
        status: 'RUNNING',
        message: 'Process is initiated, check jobs for current status.',
      },
    },
  ],
  [
    'listAccountLinkingHistory',
    200,
    {
      data: [
        {
          id: '2000000000001',
          device_name: 'Walter-qa-1',
          link_action: 'Link',
          local_account: { id: '2000000000001', user_name: 'John' },
          idp_account: { user_id: '2000000000002', user_name: 'johndoe@company.com' },
          action_time: '2021-06-25T06:38:00Z',
          linking_attribute: 'Custom Naming Format1',
          status: 'success',
        },
        {
          id: '2000000000002',
          local_account: { id: '2000000000003', name: 'Jane' },
          status: 'failed',
          status_message: 'Local account does not exist in target device',
        },
      ],
      meta: { start_index: 1, limit: 100, total_no_of_objects: 1 },
    },
  ],
  [
    'listEntities',
    200,
    {
      data: [
        {
          id: '2000909435000',
          first_name: 'John',
          last_name: 'Doe',
          email: 'johndoe@gmail.com',
          $is_selected: true,
        },
      ],
      meta: { start_index: '1', limit: 200, total_no_of_objects: 2 },
    },
  ],
  ['updateViewColumns', 200, { data: ['first_name', 'last_name', 'email'] }],
  ['executeAction', 200, { data: { id: 2000000000001, status: 'yet_to_start' } }],
  ['getExecutionStatus', 200, { data: 'completed' }],
  [
    'getExecution',
    200,
    {
      data: {
        id: 2000000000001,
        status: 'completed',
        failed_count: 0,
        success_count: 10,
        summary_data: [{ label: 'Logon Hours', value: 1001001011110100, type: 'LOGON_HOURS' }],
      },
    },
  ],
  [
    'listExecutionEntities',
    200,
    {
      data: [
        [
          {
            user: { id: '2000909435001', first_name: 'Jane', last_name: 'Smith', email: 'jane@gmail.com' },
            status: 'failure',
            message: 'User modification failed due to invalid email format.',
          },
        ],
      ],
      meta: { start_index: '1', limit: 200, total_no_of_objects: 2 },
    },
  ],
  ['retryExecution', 200, { data: { view_id: 2000000000001 } }],
  [
    'createWorkflowRequestByUrl',
    200,
    [
      {
        Subject: 'Move Users',
        requestId: 6303,
        statusMessage: 'Successfully created the request.',
        status: '1',
      },
    ],
  ],
];
