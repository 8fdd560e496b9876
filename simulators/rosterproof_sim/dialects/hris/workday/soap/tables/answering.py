"""How every answer is wrapped."""

TYPES = """
Get_Workers_ResponseType
    Request_References Worker_Request_ReferencesType
    Request_Criteria Worker_Request_CriteriaType
    Response_Filter Response_FilterType
    Response_Group Worker_Response_GroupType
    Response_Results Response_ResultsType
    Response_Data Workers_Response_DataType
    @version string
Response_ResultsType
    Total_Results decimal
    Total_Pages decimal
    Page_Results decimal
    Page decimal
Workers_Response_DataType
    Worker WorkerType *
Get_Organizations_ResponseType
    Request_References Organization_Request_ReferencesType
    Request_Criteria Organization_Request_CriteriaType
    Response_Filter Response_FilterType
    Response_Group Organization_Response_GroupType
    Response_Results Response_ResultsType
    Response_Data Organization_Response_DataType
    @version string
Organization_Response_DataType
    Organization Organization_WWSType *
Get_Locations_ResponseType
    Request_References Location_Request_ReferencesType
    Request_Criteria Location_Request_CriteriaType
    Response_Filter Response_FilterType
    Response_Group Location_Response_GroupType
    Response_Results Response_ResultsType
    Response_Data Location_Response_DataType
    @version string
Location_Response_DataType
    Location Location_ResponseType *
Get_Job_Profiles_ResponseType
    Request_References Job_Profile_Request_ReferencesType
    Request_Criteria Job_Profile_Request_CriteriaType
    Response_Filter Response_FilterType
    Response_Group Job_Profile_Response_GroupType
    Response_Results Response_ResultsType
    Response_Data Job_Profile_Response_DataType
    @version string
Job_Profile_Response_DataType
    Job_Profile Job_Profile_Get_DataType *
Server_TimestampType
    Server_Timestamp_Data dateTime *
    @version string
Validation_FaultType
    Validation_Error Validation_ErrorType *
Validation_ErrorType
    Message string
    Detail_Message string
    Xpath string
Processing_FaultType
    Detail_Message string
"""
